/** What a procedure asks of its caller: see the table below. */
export type Right = 'public' | 'read' | 'write' | 'staff' | 'keep' | 'oversee';

export const roles = ['owner', 'viewer', 'manager', 'agent', 'admin'] as const;

/** What a person is to a client: a member of it (owner or viewer), its account manager, or ARCO's support and administrators. */
export type Role = (typeof roles)[number];

/**
 * Who may do what, and the only place that says so. The database holds to it by itself: `arco.enter` lets in nobody
 * else, opens a transaction that only reads for those who only read, and `arco.require_keeper` guards what `keep` changes.
 */
export const rights: Readonly<Record<Role | 'key' | 'visitor', readonly Right[]>> = {
  /** A page with a publishable key. */
  visitor: ['public'],
  /** A token that a secret key made; its scopes may narrow it. */
  key: ['public', 'read', 'write'],
  owner: ['public', 'read', 'write', 'keep'],
  viewer: ['public', 'read'],
  /** Of the clients assigned to them. */
  manager: ['public', 'read', 'write', 'staff'],
  /** Sees what the client sees. */
  agent: ['public', 'read'],
  /** Keeps who may see what, and reads the record of it; a client's figures are changed by its own people and managers. */
  admin: ['public', 'read', 'keep', 'oversee'],
};
