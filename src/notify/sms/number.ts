/** Whether a text is a phone number as E.164 has it: `+4915112345678`. */
export function isPhoneNumber(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}
