import { BlockList, isIP } from 'node:net';
import { system } from '../core/access.ts';
import { withClient, type Sql } from '../core/db.ts';
import { Remembered } from '../core/remembered.ts';

/** How a client wants its site counted. */
export interface CollectSettings {
  isOwn(address: string): boolean;
  honourDoNotTrack: boolean;
}

const KEPT_MS = 5_000;

/** Settings by client, each read at most every five seconds. */
export class SettingsDirectory extends Remembered<CollectSettings> {
  constructor(sql: Sql) {
    super((clientId) => readSettings(sql, clientId), KEPT_MS);
  }
}

async function readSettings(sql: Sql, clientId: string): Promise<CollectSettings> {
  const [row] = await withClient(sql, clientId, system, (scoped) => scoped<{ ownNetworks: string[]; honourDoNotTrack: boolean }[]>`
    select own_networks::text[] as own_networks, honour_do_not_track from traffic_settings where client_id = ${scoped.clientId}
  `);
  const own = new BlockList();
  for (const network of row?.ownNetworks ?? []) {
    const [address, bits] = network.split('/') as [string, string];
    own.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  const isOwn = (address: string) => (isIP(address) === 0 ? false : own.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'));
  return { isOwn: row?.ownNetworks.length ? isOwn : () => false, honourDoNotTrack: row?.honourDoNotTrack ?? true };
}
