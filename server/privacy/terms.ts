/** The terms that people agree to when they come in. A version is the day of the text on that page. */
export const terms = { version: '2026-11-23', url: '/termos/' };
