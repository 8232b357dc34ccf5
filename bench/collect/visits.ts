import type { Asked } from '../batch/http.ts';

/** A request of one hit, or of several. */
export interface HitRequest extends Asked {
  method: 'POST';
  body: string;
}

const browsers = [130, 131, 132, 133, 134].flatMap((version) => [
  `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`,
  `Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Mobile Safari/537.36`,
  `Mozilla/5.0 (iPhone; CPU iPhone OS 17_${version % 10} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.${version % 10} Mobile/15E148 Safari/604.1`,
  `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version % 10 + 14}.1 Safari/605.1.15`,
]);
const referrers = ['https://www.google.com.br/', 'https://www.instagram.com/', 'https://l.facebook.com/', 'https://blog.example/post', ''];
const campaigns = ['', '?utm_source=instagram&utm_medium=social&utm_campaign=verao', '?utm_source=google&utm_medium=cpc&utm_campaign=marca'];

const VISITORS = 4_000;
const PAGES = 200;

/** Hits of some thousand visitors on some hundred pages, of which a few are seen by most. Each is new: it brings no id. */
export function hitRequests(path: string, key: string, count: number, hits = 1): HitRequest[] {
  let seed = count + hits;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
  const hit = () => ({
    key,
    type: random() < 0.03 ? 'conversion' : 'pageview',
    url: `https://loja.example/produto/${Math.floor(PAGES * random() ** 3)}${pick(campaigns)}`,
    referrer: pick(referrers),
  });
  return Array.from({ length: count }, () => {
    const visitor = Math.floor(random() * VISITORS);
    return {
      method: 'POST',
      path,
      headers: {
        'content-type': 'application/json',
        origin: 'https://loja.example',
        'user-agent': browsers[visitor % browsers.length]!,
        'x-forwarded-for': `189.${Math.floor(visitor / 200)}.${visitor % 200}.7`,
      },
      body: JSON.stringify(hits === 1 ? hit() : Array.from({ length: hits }, hit)),
    };
  });
}
