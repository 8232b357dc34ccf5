import type { Ask, Auth, Session, SessionOptions } from './auth.ts';

export const optionsFixture: SessionOptions = { signup: 'invitation', passkeys: true, passwordLength: { min: 10, max: 128 }, terms: { version: '2026-11-23', url: '/termos/' } };

/** Somebody with a client of her own. */
export const sessionFixture: Session = {
  person: { id: '00000000-0000-7000-8000-000000000001', name: 'Marina Castro', email: 'marina@carmim.example', staff: null },
  clients: [{ slug: 'moda', name: 'Carmim Moda', role: 'owner' }],
  confirmedUntil: null,
  secondFactor: false,
};

const clients = ['Carmim Moda', 'Clínica Aurora', 'Pátio Móveis', 'Rota Sul Turismo', 'Verde Grão', 'Norte Imóveis', 'Oficina Lume', 'Studio Prado', 'Casa Baião', 'Trama Têxtil'];

/** Somebody who looks after many. */
export const staffFixture: Session = {
  ...sessionFixture,
  person: { ...sessionFixture.person, name: 'Ana Paula Souza', email: 'ana@arco.example', staff: 'manager' },
  clients: clients.map((name, index) => ({ slug: index ? `cliente-${index}` : 'moda', name, role: 'manager' })),
};

const answers: Readonly<Record<string, unknown>> = {
  '/api/session/options': optionsFixture,
  '/api/session': sessionFixture,
  '/api/auth/passkey/list': [
    { id: '1', name: 'Celular da Marina', createdAt: '2025-08-04T13:10:00.000Z', lastUsedAt: '2025-11-23T11:02:00.000Z' },
    { id: '2', name: 'Notebook da loja', createdAt: '2025-10-16T18:40:00.000Z', lastUsedAt: null },
  ],
  '/api/auth/sessions': [
    { id: '1', createdAt: '2025-11-20T12:00:00.000Z', lastSeenAt: '2025-11-24T14:30:00.000Z', device: 'Chrome, Windows', current: true },
    { id: '2', createdAt: '2025-11-02T09:00:00.000Z', lastSeenAt: '2025-11-23T22:15:00.000Z', device: 'Safari, iPhone', current: false },
  ],
  '/api/auth/passkey/register': { id: '3', name: 'Este aparelho', createdAt: '2025-11-24T14:31:00.000Z', lastUsedAt: null },
  '/api/auth/two-factor/enable': {
    totpURI: 'otpauth://totp/ARCO:marina%40carmim.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=ARCO&digits=6&period=30',
    backupCodes: ['4f7ka-92mxd', 'c81tq-zw60h', '7vpn3-ekr5j', 'x0b9g-da47s', 'm6uyc-18fnq', 'h3wzt-p95ve', 'r2kdj-gx7ba', '9qs4n-cy06m', 'e5fhp-t3u8w', 'z1xav-mr4k7'],
  },
};

const ask = async (path: string) => answers[path] ?? {};

/** Answers as the server would somebody who does everything right, without it. */
export const authFixture: Auth = {
  ask: ask as Ask,
  download: async () => new Blob(),
  passkeys: true,
  hasConditional: async () => false,
  sign: async () => ({}),
  make: async () => ({}),
};
