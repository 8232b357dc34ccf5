import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * Tells a process from a later one with the same number: its start time. `undefined` when it is gone.
 * Numbers come back quickly in a container, where a restarted one counts from 1 again.
 */
export function identityOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const fields = statOf(pid);
    // A zombie still has a number but holds nothing any more.
    return fields && fields[0] !== 'Z' ? fields[19] : undefined;
  }
  const line = ps(pid, 'stat=,lstart=');
  return line && !line.startsWith('Z') ? line.replace(/\D+/g, '') : undefined;
}

export const isAlive = (pid: number): boolean => identityOf(pid) !== undefined;

/** Whether a process is the PostgreSQL server of a folder, and not a stranger that got its number. */
export function isServerOf(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return ps(pid, 'command=').includes(folder);
  const command = readFileOf(pid, 'cmdline').split('\0');
  if (!basename(command[0] ?? '').startsWith('postgres')) return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    // Another user's process: its folder is hidden, its arguments are not.
    return command.includes(folder);
  }
}

/** The fields after the process's name, which may itself hold blanks and brackets. */
function statOf(pid: number): string[] | undefined {
  const text = readFileOf(pid, 'stat');
  return text ? text.slice(text.lastIndexOf(')') + 2).split(' ') : undefined;
}

function readFileOf(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

function ps(pid: number, format: string): string {
  try {
    return execFileSync('ps', ['-o', format, '-p', String(pid)], { encoding: 'utf8', env: { PATH: process.env['PATH'], LC_ALL: 'C' } }).trim();
  } catch {
    return '';
  }
}
