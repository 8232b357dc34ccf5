import bowser from 'bowser';
import { isbot } from 'isbot';
import type { Device } from './collect.schema.ts';

export interface Browser {
  isBot: boolean;
  device: Device;
}

const MOST = 20_000;
const LONGEST = 512;
const known = new Map<string, Browser>();

/** What a User-Agent says of who sends it. Who says nothing is no browser. */
export function browserOf(userAgent: string | undefined): Browser {
  const text = (userAgent ?? '').slice(0, LONGEST);
  const found = known.get(text);
  if (found) return found;
  // A few thousand are in use at a time; who makes new ones up may not fill the memory.
  if (known.size >= MOST) known.clear();
  const browser = { isBot: text === '' || text === '-' || isbot(text), device: deviceOf(text) };
  known.set(text, browser);
  return browser;
}

function deviceOf(text: string): Device {
  if (text === '') return 'other';
  const type = bowser.getParser(text).getPlatformType(true);
  return type === 'desktop' || type === 'mobile' || type === 'tablet' ? type : 'other';
}
