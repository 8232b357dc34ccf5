import type { KeeperTexts } from './keeper.texts.ts';

const es: KeeperTexts = {
  denied: 'Solo quien es responsable del cliente puede cambiar esto.',
  gone: 'Esto ya no existe. La lista está actualizada.',
};

export default es;
