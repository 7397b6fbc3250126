import { edit, emptyField, type Field } from '../field.ts';
import type { Press } from '../press.ts';

/** A secret while it is typed. It is no part of what screens are made of, and is gone as soon as it was taken. */
export class SecretLine {
  #field: Field = emptyField;

  /** How many characters were typed. */
  get count(): number {
    return [...this.#field.text].length;
  }

  /** An edit, or a paste. False where the press is none of these. */
  press(pressed: Press): boolean {
    const field = edit(this.#field, pressed);
    if (field) this.#field = field;
    return field !== null;
  }

  clear(): void {
    this.#field = emptyField;
  }

  /** What was typed, which is forgotten here. The line end that comes with a copied line is none of it; those of a longer text are. */
  take(): string {
    const { text } = this.#field;
    this.clear();
    const [line = '', ...rest] = text.split('\n');
    return rest.every((one) => one === '') ? line : text;
  }
}
