/** A passkey as it is kept: the public half of a key that stays on a person's device. */
export interface StoredPasskey {
  id: string;
  userId: string;
  credentialId: string;
  /** COSE key in base64url. */
  publicKey: string;
  /** Uses that the device has counted; a database's int8 may come as text. */
  counter: number | string;
  /** Separated by spaces. */
  transports: string;
  name: string;
  backedUp: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export const passkeySchema = {
  passkey: {
    modelName: 'passkeys',
    fields: {
      userId: { type: 'string', required: true, fieldName: 'person_id', references: { model: 'user', field: 'id' } },
      credentialId: { type: 'string', required: true, fieldName: 'credential_id' },
      publicKey: { type: 'string', required: true, fieldName: 'public_key' },
      counter: { type: 'number', required: true },
      transports: { type: 'string', required: true },
      name: { type: 'string', required: true },
      backedUp: { type: 'boolean', required: true, fieldName: 'backed_up' },
      createdAt: { type: 'date', required: true, fieldName: 'created_at' },
      lastUsedAt: { type: 'date', required: false, fieldName: 'last_used_at' },
    },
  },
} as const;
