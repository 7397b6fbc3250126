// @ts-check
// Loaded before a program by `node --import`: whatever starts a process or reaches a network, by whichever of Node's
// doors, is noted in the file that TRAP_LOG names, and refused. Local sockets, which have a path, are let through.

import childProcess from 'node:child_process';
import cluster from 'node:cluster';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';

const log = process.env.TRAP_LOG ?? '';
if (log === '') throw new Error('TRAP_LOG is not set');

/**
 * @param {string} what
 * @returns {never}
 */
function trapped(what) {
  appendFileSync(log, `${what}\n`);
  throw new Error(`trapped: ${what}`);
}

/**
 * @param {Record<string, any>} owner
 * @param {string} name
 * @param {string} label
 */
function close(owner, name, label) {
  owner[name] = () => trapped(`${label}.${name}`);
}

for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'])
  close(childProcess, name, 'child_process');
close(/** @type {any} */ (childProcess).ChildProcess.prototype, 'spawn', 'ChildProcess');
close(cluster, 'fork', 'cluster');
close(dgram, 'createSocket', 'dgram');
close(dgram.Socket.prototype, 'send', 'dgram.Socket');
for (const name of ['request', 'get']) {
  close(http, name, 'http');
  close(https, name, 'https');
}
close(http2, 'connect', 'http2');
close(tls, 'connect', 'tls');
for (const owner of [dns, dns.promises]) {
  for (const name of [
    'lookup',
    'lookupService',
    'resolve',
    'resolve4',
    'resolve6',
    'resolveAny',
    'resolveTxt',
    'reverse',
  ])
    close(owner, name, 'dns');
}
close(dns.Resolver.prototype, 'resolve', 'dns.Resolver');
// A library that lays out screens unpacks itself from an address that holds what it names.
const fetched = globalThis.fetch;
globalThis.fetch = (address, ...more) =>
  String(address).startsWith('data:') ? fetched(address, ...more) : trapped('fetch');
globalThis.WebSocket = /** @type {any} */ (
  class {
    constructor() {
      trapped('WebSocket');
    }
  }
);

/** @param {unknown[]} args */
function hasPath(args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === 'string') return !/^\d+$/.test(first);
  return typeof first === 'object' && first !== null && 'path' in first && typeof first.path === 'string';
}

// net.connect and net.createConnection come through here, and so does whatever builds on them.
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = /** @type {any} */ (
  function (/** @type {unknown[]} */ ...args) {
    if (!hasPath(args)) trapped('net.connect');
    // @ts-expect-error `this` is the socket
    return connect.apply(this, args);
  }
);
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = /** @type {any} */ (
  function (/** @type {unknown[]} */ ...args) {
    if (!hasPath(args)) trapped('net.listen');
    // @ts-expect-error `this` is the server
    return listen.apply(this, args);
  }
);
syncBuiltinESMExports();

// The trap's own proof: TRAP_TRY names a door to go through.
/** @type {Record<string, () => unknown>} */
const doors = {
  spawn: () => childProcess.spawn('true'),
  execSync: () => childProcess.execSync('true'),
  connect: () => net.connect(9, '127.0.0.1'),
  listen: () => net.createServer().listen(0, '127.0.0.1'),
  http: () => http.get('http://127.0.0.1:9/'),
  https: () => https.get('https://127.0.0.1:9/'),
  lookup: () => dns.lookup('localhost', () => {}),
  dgram: () => dgram.createSocket('udp4'),
  fetch: () => fetch('http://127.0.0.1:9/'),
  tls: () => tls.connect(9, '127.0.0.1'),
  'a local socket': () => net.connect('/nowhere/at/all').on('error', () => {}),
};
const wanted = process.env.TRAP_TRY;
if (wanted !== undefined) {
  try {
    doors[wanted]?.();
  } catch (error) {
    if (!String(error).includes('trapped')) throw error;
  }
}
