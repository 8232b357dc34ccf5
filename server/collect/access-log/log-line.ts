/** A request as a web server wrote it down, in Apache's combined format. */
export interface LogLine {
  address: string;
  /** ISO 8601. */
  at: string;
  method: string;
  /** Path and search. */
  target: string;
  status: number;
  referrer: string | undefined;
  userAgent: string | undefined;
}

// host ident user [time] "request" status bytes "referrer" "user agent"; a quote inside is written \". A line that was cut
// off in its last field is still one.
const combined = /^(\S+) \S+ .*?\[([^\]]+)\] "((?:[^"\\]|\\.)*)" (\d{3}) (?:\d+|-) "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"?\s*$/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Reads a line, or answers the name of the field that cannot be read. */
export function readLine(text: string): LogLine | { unreadable: 'line' | 'time' | 'request' } {
  const found = combined.exec(text);
  if (!found) return { unreadable: 'line' };
  const [, address, time, request, status, referrer, userAgent] = found as unknown as [string, string, string, string, string, string, string];
  const at = instantOf(time);
  if (at === undefined) return { unreadable: 'time' };
  const [method, target] = request.split(' ') as [string, string | undefined];
  if (!/^[A-Z]+$/.test(method) || !target) return { unreadable: 'request' };
  const said = (value: string) => (value === '-' || value === '' ? undefined : value.replace(/\\(["\\])/g, '$1'));
  return { address, at, method, target, status: Number(status), referrer: said(referrer), userAgent: said(userAgent) };
}

/** `17/May/2015:10:05:03 +0000`. */
function instantOf(time: string): string | undefined {
  const found = /^(\d{2})\/(\w{3})\/(\d{4}):(\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2})$/.exec(time);
  if (!found) return undefined;
  const [, day, name, year, clock, hours, minutes] = found;
  const month = months.indexOf(name!) + 1;
  const at = new Date(`${year}-${String(month).padStart(2, '0')}-${day}T${clock}${hours}:${minutes}`);
  return month === 0 || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

export type Kind = 'hit' | 'bot' | 'asset' | 'refused';

const assets = /\.(?:css|js|mjs|map|png|jpe?g|gif|webp|avif|svg|ico|bmp|woff2?|ttf|otf|eot|mp[34]|webm|ogg|wav|avi|mov|pdf|zip|gz|tgz|bz2|xz|7z|rar|tar|deb|rpm|jar|exe|iso|bin|txt|xml|rss|atom|json|csv|py|rb|c|h|sh|pl|java|patch|diff)$/i;
const feeds = /(?:^|\/)(?:feed|rss|atom)\/?$|[?&](?:flav|feed|format)=(?:rss|atom)/i;

/**
 * What a request was. A bot is one by its User-Agent, whatever it asked for; an asset is a file, feed or data beside a
 * page, by the end of its path; a hit is a page that was delivered (GET, status 200, 206 or 304). The rest is refused.
 */
export function kindOf({ method, target, status }: LogLine, isBot: boolean): Kind {
  if (isBot) return 'bot';
  const path = target.split(/[?#]/, 1)[0]!;
  if (assets.test(path) || feeds.test(target) || feeds.test(path)) return 'asset';
  return method === 'GET' && (status === 200 || status === 206 || status === 304) ? 'hit' : 'refused';
}
