import { describe, expect, test } from 'vitest';
import { originAllowed } from '../core/access.ts';
import { checkOrigin } from './keys.ts';

const from = (origin: string | undefined, ...allowed: string[]) => originAllowed({ origin, fetchSite: undefined }, allowed);
const wildcard = 'https://*.shop.example';

describe('a wildcard', () => {
  test.for(['https://www.shop.example', 'https://a.b.c.shop.example', 'https://xn--caf-dma.shop.example', 'https://x_1.shop.example'])('lets %s in', (origin) => {
    expect(from(origin, wildcard)).toBe(true);
  });

  test.for([
    ['the bare domain', 'https://shop.example'],
    ['a name that only ends alike', 'https://evilshop.example'],
    ['a name that only begins alike', 'https://www.shop.example.evil.example'],
    ['another top level', 'https://www.shop.examples'],
    ['http', 'http://www.shop.example'],
    ['another scheme', 'https+x://www.shop.example'],
    ['no scheme', 'www.shop.example'],
    ['another port', 'https://www.shop.example:8443'],
    ['the default port, written out', 'https://www.shop.example:443'],
    ['a user before the host', 'https://evil.example@www.shop.example'],
    ['a user and a password', 'https://evil.example:1@www.shop.example'],
    ['a host before a port that is the rest', 'https://evil.example:1.shop.example'],
    ['a path that ends alike', 'https://evil.example/.shop.example'],
    ['a path that ends alike, with a name', 'https://evil.example/www.shop.example'],
    ['a backslash', 'https://evil.example\\www.shop.example'],
    ['a query', 'https://evil.example?.shop.example'],
    ['a fragment', 'https://evil.example#.shop.example'],
    ['a dot at the end', 'https://www.shop.example.'],
    ['a dot too many', 'https://www..shop.example'],
    ['nothing before the dot', 'https://.shop.example'],
    ['the wildcard itself', wildcard],
    ['upper case', 'https://WWW.shop.example'],
    ['upper case in the domain', 'https://www.SHOP.example'],
    ['letters outside ASCII', 'https://café.shop.example'],
    ['a dot that is not ASCII', 'https://www。shop.example'],
    ['percent signs', 'https://evil.example%2f.shop.example'],
    ['a line break', 'https://evil.example\n.shop.example'],
    ['NUL', 'https://evil.example\0.shop.example'],
    ['a space after it', 'https://www.shop.example '],
    ['null', 'null'],
    ['nothing', ''],
    ['no Origin', undefined],
  ] as const)('refuses %s', ([, origin]) => {
    expect(from(origin, wildcard)).toBe(false);
  });

  test('keeps to the port it names', () => {
    const named = 'https://*.shop.example:8443';
    expect(from('https://www.shop.example:8443', named)).toBe(true);
    expect(from('https://www.shop.example', named)).toBe(false);
    expect(from('https://www.shop.example:84430', named)).toBe(false);
  });

  test('stands beside origins that are written out', () => {
    expect(from('https://shop.example', wildcard, 'https://shop.example')).toBe(true);
  });
});

test('a null origin is refused, whatever is allowed', () => {
  expect(from('null', 'null', 'loopback', wildcard)).toBe(false);
  expect(originAllowed({ origin: 'null', fetchSite: 'same-origin' }, undefined)).toBe(false);
});

describe('an origin for a key or token', () => {
  test.for([wildcard, 'https://*.shop.example:8443', 'https://*.loja.com.br', 'https://*.xn--caf-dma.example', 'https://shop.example', 'http://localhost:3000', 'loopback'])(
    'may be %s',
    (origin) => {
      expect(checkOrigin(origin)).toBe(origin);
    },
  );

  test.for([
    '*', 'https://*', 'https://*.', 'https://*.com', 'https://*.br', 'https://*.localhost', 'https://*.com.br', 'https://*.co.uk', 'https://*.gov.br',
    'https://*.github.io', 'https://*.vercel.app', 'http://*.shop.example', '*.shop.example', 'https://**.shop.example', 'https://*.*.shop.example',
    'https://www.*.shop.example', 'https://shop.*', 'https://w*.shop.example', 'https://*shop.example', 'https://*.shop.example/', 'https://*.shop.example/*',
    'https://*.shop.example:443', 'https://*.shop.example:*', 'https://*.Shop.example', 'https://*.café.example', 'https://*.shop.example.', 'https://*.1.2.3.4',
    'https://*.[::1]', 'https://user@*.shop.example', 'https://*.user@shop.example', 'https://*.shop.example?', 'null', '', 'https://shop.example.', 'https://*..example',
  ])('may not be %s', (origin) => {
    expect(() => checkOrigin(origin)).toThrow(expect.objectContaining({ reason: 'invalid_input', fields: [expect.objectContaining({ path: 'origins' })] }));
  });
});
