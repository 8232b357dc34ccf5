/** Whether the islands are built and newer than their sources. */
export function isBuilt(): boolean;

/** Bundles the islands of the partner's page into dist/partner/. */
export function buildPartner(): Promise<void>;
