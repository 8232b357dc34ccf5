import type { AccountTexts } from './account.texts.ts';

const en: AccountTexts = { heading: 'Your account' };

export default en;
