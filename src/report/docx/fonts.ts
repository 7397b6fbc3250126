/** Every system has these, or one with the same widths in their place (Liberation). */
export const TEXT_FONT = 'Arial';
export const CODE_FONT = 'Courier New';
