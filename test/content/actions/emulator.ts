import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createEmulator, type Emulator, type EmulatorOptions } from 'emulate';

/**
 * An emulator on a port that was free a moment ago: it cannot choose one itself. Answers once it listens. `front`: where its
 * clients come by, which it names in its answers.
 */
export async function startEmulator(options: Omit<EmulatorOptions, 'port'>, front?: string): Promise<Emulator> {
  const port = await freePort();
  const own = `http://127.0.0.1:${port}`;
  const emulator = await createEmulator({ ...options, port, baseUrl: front ?? own });
  for (let tries = 0; ; tries++) {
    try {
      await fetch(own);
      return Object.assign(emulator, { url: own });
    } catch (error) {
      if (tries === 50) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
