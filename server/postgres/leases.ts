import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { give } from './cluster.ts';
import { identityOf } from './process.ts';

let count = 0;

/**
 * Who uses a running database, one file each, named by process: a command and a server may share it,
 * and the last to leave stops it. Kept in the database's own folder, where its keeper can read them.
 */
export const leasesFolder = ({ folder }: Cluster): string => join(folder, 'arco.leases');

/** Answers with what gives the lease back. Call both under the lock. */
export async function takeLease(cluster: Cluster): Promise<() => void> {
  const folder = leasesFolder(cluster);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  give(folder, cluster.account);
  const file = join(folder, `${process.pid}.${identityOf(process.pid)}.${++count}`);
  await writeFile(file, '');
  return () => rmSync(file, { force: true });
}

/** How many living users a database has. Those that were killed are forgotten. */
export function countLeases(cluster: Cluster): number {
  const folder = leasesFolder(cluster);
  const living = readdirSync(folder).filter((name) => {
    const [pid, identity] = name.split('.');
    if (identityOf(Number(pid)) === identity) return true;
    rmSync(join(folder, name), { force: true });
    return false;
  });
  return living.length;
}
