import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, lstatSync, mkdirSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { FILE_MODE, FOLDER_MODE, removeIfThere } from './disk.ts';
import { errorCode, StoreError, storeError } from './failure.ts';

/** Longest path of a local socket that every system takes, in bytes (macOS has 103, Linux 107). */
const MAX_SOCKET_PATH = 103;

const SOCKET_NAME = /^\.[0-9a-f]{16}\.sock$/;

/** A listening local socket: it lives exactly as long as this process, or until close(). */
export interface Beacon {
  readonly path: string;
  /** Hands new connections over, after `greeting` was written to them. Before this they are greeted and ended. */
  welcome(greeting: string, visitor: ((socket: Socket) => void) | undefined): void;
  close(): void;
}

/**
 * What knocking on a socket shows. `answered`: a process listens, even when it is busy or stopped, for the system takes
 * the connection. `refused`: the socket is there and no process has it. `gone`: no such socket. `unclear`: not to be
 * told.
 */
export type Knock = 'answered' | 'refused' | 'gone' | 'unclear';

/**
 * Listens on a fresh socket in `folder`, or, when its path is too long or it cannot hold one, in a private temporary
 * folder.
 * @throws StoreError
 */
export async function lightBeacon(folder: string): Promise<Beacon> {
  const name = `.${randomBytes(8).toString('hex')}.sock`;
  const beside = join(folder, name);
  requireWritable(folder);
  // Beside the journal by choice: temporary folders are swept, emptied at logout, and not shared between containers.
  if (fits(beside)) {
    try {
      return await listenOn(beside);
    } catch (error) {
      // Some file systems hold no sockets. But where there is no room, there is none for a lock file either.
      const failure = storeError('take the run', folder, error);
      if (failure.kind === 'no-space') throw failure;
    }
  }
  return listenOn(join(privateTemporaryFolder(name), name));
}

/** Finds out whether anyone listens on the socket at `path`. */
export async function knock(path: string): Promise<Knock> {
  let code = await connectOnce(path);
  // The listener ended between our coming and its turning to us; the next answer is about what is there now.
  for (let again = 0; code === 'ECONNRESET' && again < 10; again++) code = await connectOnce(path);
  if (code === 'connected') return 'answered';
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ENOENT') return 'gone';
  // The queue of a listener that does not get round to it is full: there is one.
  if (code === 'EAGAIN') return 'answered';
  return 'unclear';
}

/** Removes the socket that a dead process left behind. Touches nothing that is not one of ours. */
export function removeDeadSocket(path: string): void {
  if (!SOCKET_NAME.test(basename(path))) return;
  try {
    if (lstatSync(path).isSocket()) removeIfThere(path);
  } catch {
    // It is in nobody's way: names are never used twice.
  }
}

/**
 * Removes sockets in `folder` whose processes died before their lock file was there to name them. Not those in `named`:
 * that they refuse is how it is known that their run is free. And only those older than a minute: between its
 * two first calls, a new socket refuses as a dead one does.
 */
export async function sweepDeadSockets(folder: string, named: ReadonlySet<string>): Promise<void> {
  const names = readdirSync(folder).filter((name) => SOCKET_NAME.test(name) && !named.has(name));
  for (const path of names.map((name) => join(folder, name))) {
    const isOld = (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) < Date.now() - 60_000;
    if (isOld && (await knock(path)) === 'refused') removeDeadSocket(path);
  }
}

/** Asked for by itself, since listening says EACCES of a folder that is missing, too. */
function requireWritable(folder: string): void {
  try {
    // The slash makes a file of that name an error.
    accessSync(`${folder}/`, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw storeError('take the run', folder, error);
  }
}

function connectOnce(path: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    const settle = (result: string) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => settle('connected'));
    socket.on('error', (error) => settle(errorCode(error) ?? 'unknown'));
  });
}

async function listenOn(path: string): Promise<Beacon> {
  let onConnection = (socket: Socket) => void socket.end();
  const server = createServer((socket) => {
    // A visitor that only knocks is gone before it can be answered.
    socket.on('error', () => socket.destroy());
    socket.unref();
    onConnection(socket);
  });
  await listening(server, path);
  server.unref();
  try {
    chmodSync(path, FILE_MODE);
  } catch (error) {
    server.close();
    removeIfThere(path);
    throw error;
  }
  return {
    path,
    welcome: (greeting, visitor) => {
      onConnection = (socket) => {
        if (visitor === undefined) socket.end(greeting);
        else socket.write(greeting, () => visitor(socket));
      };
    },
    close: () => {
      server.close();
      removeIfThere(path);
    },
  };
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path, exclusive: true }, () => {
      server.off('error', reject);
      // A failing accept (out of descriptors) costs a visitor, never the run.
      server.on('error', () => {});
      resolve();
    });
  });
}

function fits(path: string): boolean {
  return Buffer.byteLength(path) <= MAX_SOCKET_PATH;
}

function privateTemporaryFolder(socketName: string): string {
  const runtime = process.env.XDG_RUNTIME_DIR;
  const bases = [...(runtime === undefined || runtime === '' ? [] : [runtime]), tmpdir(), '/tmp'];
  for (const base of bases) {
    const folder = ownFolderIn(base);
    if (folder !== undefined && fits(join(folder, socketName))) return folder;
  }
  const why = `no temporary folder can hold a local socket (tried ${bases.join(', ')}). Set TMPDIR to a short path.`;
  throw new StoreError('failed', tmpdir(), `Could not take the run: ${why}`);
}

function ownFolderIn(base: string): string | undefined {
  const wanted = join(base, `breakglass-${process.getuid?.() ?? 0}`);
  try {
    mkdirSync(wanted, { mode: FOLDER_MODE });
    return wanted;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') return undefined;
  }
  // Anyone may make a folder of that name in a shared temporary folder, before us.
  return isOursAlone(wanted) ? wanted : mkdtempSync(`${wanted}-`);
}

function isOursAlone(path: string): boolean {
  const stats = lstatSync(path);
  return stats.isDirectory() && stats.uid === process.getuid?.() && (stats.mode & 0o077) === 0;
}
