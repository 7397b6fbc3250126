// @ts-check
// `npm test`: what the tests need from the system is found or installed, the program is built, the tests run. Arguments
// go to vitest: `npm test -- test/journal`.

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A test that finds its tool missing would have to skip what it is there to prove. So each is named here. */
const tools = [
  { command: 'mount', debian: 'mount', why: 'a disk that runs full is a small file system of its own' },
  { command: 'openssl', debian: 'openssl', why: 'a server of a private authority needs a certificate' },
  { command: 'setpriv', debian: 'util-linux', why: 'a folder without permission stops no test that runs as root' },
  { command: 'restic', debian: 'restic', why: 'a restore is verified against real backups' },
  { command: 'borg', debian: 'borgbackup', why: 'a restore is verified against real backups' },
  { command: 'git', debian: 'git', why: 'commits are reverted and signatures verified in real repositories' },
  { command: 'gpg', debian: 'gnupg', why: 'commits are reverted and signatures verified in real repositories' },
  { command: 'pg_ctlcluster', debian: 'postgresql', why: 'roles are revoked and dumps restored at a real server' },
  { command: 'aws', debian: 'awscli', why: 'access keys are deactivated and proven dead by the AWS CLI itself' },
  { command: 'sshd', debian: 'openssh-server', why: 'an SSH key is proven dead at a real server' },
  { command: 'ssh-agent', debian: 'openssh-client', why: 'an SSH key is proven dead at a real server' },
  { command: 'ssh-keygen', debian: 'openssh-client', why: 'bundles are signed, and their signatures verified' },
  { command: 'sha256sum', debian: 'coreutils', why: 'a bundle is checked with it alone' },
  { command: 'tar', debian: 'tar', why: 'a bundle is unpacked as who gets it would' },
  { command: 'gzip', debian: 'gzip', why: 'a bundle is unpacked as who gets it would' },
  { command: 'docker-registry', debian: 'docker-registry', why: 'images are withdrawn from a real registry' },
  { command: 'skopeo', debian: 'skopeo', why: 'images are withdrawn from a real registry' },
  { command: 'chromium', debian: 'chromium', why: 'reports are looked at and printed by a real browser' },
  { command: 'soffice', debian: 'libreoffice-writer-nogui', why: 'a Word document is opened by a real word processor' },
  { command: 'pdftotext', debian: 'poppler-utils', why: 'what was printed is read back' },
];

const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {string} command */
function isInstalled(command) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Runs a command on this terminal; the whole script ends with the command's exit code if it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function run(command, args, env = process.env) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env });
  if (error !== undefined) console.error(`${command} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

const missingTools = () => tools.filter(({ command }) => !isInstalled(command));

/** @param {string[]} packages */
function giveUp(packages) {
  console.error(`Install what is missing, then run the tests again. On Debian: apt-get install ${packages.join(' ')}`);
  process.exit(1);
}

function installMissingTools() {
  const missing = missingTools();
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map(({ debian }) => debian))];
  for (const { command, debian, why } of missing) {
    console.error(`The tests need ${command} (Debian package ${debian}): ${why}.`);
  }
  if (process.getuid?.() !== 0 || !isInstalled('apt-get')) giveUp(packages);
  console.error(`Installing with apt-get: ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], env);
  run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', ...packages], env);
  if (missingTools().length > 0) giveUp(packages);
}

installMissingTools();
run(process.execPath, ['scripts/build.mjs', '--quiet']);
run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)]);
