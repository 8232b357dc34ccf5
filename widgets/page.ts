// What the script tag needs of the core, in one chunk with it.
export { providePage } from './core/page-provider.ts';
export { register } from './core/register.ts';
