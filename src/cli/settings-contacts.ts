import { existsSync } from 'node:fs';
import { join } from 'node:path';

const fileName = 'contacts.yaml';

/**
 * Where contacts are: what a settings file says, else `contacts.yaml` in the working folder, else in the user's own; null where none is there. One
 * that is named counts though it is missing: that is for whoever reads it to say.
 */
export function contactsSetting(
  files: readonly { readonly path: string; readonly said: { readonly contacts?: string | undefined } }[],
  folders: readonly string[],
): { readonly value: string | null; readonly from: string } {
  const named = files.find(({ said }) => said.contacts !== undefined);
  if (named) return { value: named.said.contacts ?? null, from: named.path };
  const usual = folders.map((folder) => join(folder, fileName));
  return { value: usual.find((file) => existsSync(file)) ?? null, from: 'default' };
}
