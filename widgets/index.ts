// What an application imports. Nothing here runs on import: call `register()`, or import `register.ts`.
export { setAppearance, type Appearance } from './appearance.ts';
export { createApi, type Api, type ApiOptions } from './core/api.ts';
export { ArcoError, type ArcoReason } from './core/errors.ts';
export { ArcoErrorEvent, ArcoReadyEvent } from './core/events.ts';
export { overrideTexts } from './core/page.ts';
export { providePage, type PageOptions } from './core/page-provider.ts';
export { ArcoProvider } from './core/provider.ts';
export { register } from './core/register.ts';
export type { Credentials } from './core/session.ts';
export type { Theme } from './core/theme/theme.ts';
export type { FetchToken, Token, TokenRequest } from './core/tokens.ts';
export { Widget, type WidgetState } from './core/widget.ts';
export * from './modules.ts';
