/** 3GPP TS 23.038, the default alphabet: one septet each. ESC is left out: it makes the others. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Of its extension table: two septets each. */
const EXTENDED = '^{}\\[~]|€\f';
const basic = new Set(BASIC);
const extended = new Set(EXTENDED);

/** Septets of a segment by itself, and of one of several: the rest of 140 bytes says which it is. */
const GSM = { alone: 160, joined: 153 } as const;
/** The same in code units of UTF-16, which one character outside of the alphabet makes of the whole text. */
const UCS = { alone: 70, joined: 67 } as const;

/** How many segments a text is sent as, each of which is paid for. A character is never in two of them. */
export function segmentsOf(text: string): number {
  const characters = [...text];
  const isGsm = characters.every((one) => basic.has(one) || extended.has(one));
  const { alone, joined } = isGsm ? GSM : UCS;
  const sizes = characters.map((one) => (isGsm ? (extended.has(one) ? 2 : 1) : one.length));
  if (sizes.reduce((sum, size) => sum + size, 0) <= alone) return 1;
  let [segments, room] = [1, joined as number];
  for (const size of sizes) {
    if (size > room) [segments, room] = [segments + 1, joined];
    room -= size;
  }
  return segments;
}

const PLAINER: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '•': '*',
  '→': '->',
  '`': "'",
};

/** A text with the typesetter's signs written plainly: one of them would halve what a segment holds. */
export function plainer(text: string): string {
  return text.replace(/[‘’‚“”„–—−…•→`]/g, (sign) => PLAINER[sign] ?? sign);
}
