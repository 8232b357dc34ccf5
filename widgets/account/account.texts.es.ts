import type { AccountTexts } from './account.texts.ts';

const es: AccountTexts = { heading: 'Tu cuenta' };

export default es;
