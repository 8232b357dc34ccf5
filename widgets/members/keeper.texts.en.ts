import type { KeeperTexts } from './keeper.texts.ts';

const en: KeeperTexts = {
  denied: 'Only an owner of the client can change this.',
  gone: 'This no longer exists. The list is up to date now.',
};

export default en;
