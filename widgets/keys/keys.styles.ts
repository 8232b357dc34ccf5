// What members and keys look alike in; a copy for each, so that neither weighs on the core.
export { default } from '../ui/keeper/keeper.styles.ts';
