/** Where a visit came from, in the terms of campaign parameters. */
export interface Attribution {
  /** Such as `google`, `instagram`, a site's host, or `direct`. */
  source: string;
  /** Such as `organic`, `social`, `cpc`, `email`, `referral`, or `none`. */
  medium: string;
  campaign?: string;
}

/** Hosts by the name they go by, and what a link from there is; subdomains are theirs too. */
const known: readonly (readonly [RegExp, source: string, medium: string])[] = [
  [/(^|\.)mail\.google\.com$/, 'gmail', 'email'],
  [/(^|\.)(outlook\.(live|office)\.com|mail\.yahoo\.com|webmail\.)/, 'webmail', 'email'],
  [/(^|\.)google(\.com?)?\.[a-z]{2,3}$/, 'google', 'organic'],
  [/(^|\.)bing\.com$/, 'bing', 'organic'],
  [/(^|\.)yahoo\.com(\.[a-z]{2})?$/, 'yahoo', 'organic'],
  [/(^|\.)duckduckgo\.com$/, 'duckduckgo', 'organic'],
  [/(^|\.)(ecosia\.org|search\.brave\.com|yandex\.[a-z.]+|baidu\.com|qwant\.com|startpage\.com)$/, 'search', 'organic'],
  [/(^|\.)instagram\.com$/, 'instagram', 'social'],
  [/(^|\.)(facebook\.com|fb\.com|fb\.me|messenger\.com)$/, 'facebook', 'social'],
  [/(^|\.)(whatsapp\.com|wa\.me)$/, 'whatsapp', 'social'],
  [/(^|\.)(t\.co|twitter\.com|x\.com)$/, 'x', 'social'],
  [/(^|\.)(linkedin\.com|lnkd\.in)$/, 'linkedin', 'social'],
  [/(^|\.)(youtube\.com|youtu\.be)$/, 'youtube', 'social'],
  [/(^|\.)tiktok\.com$/, 'tiktok', 'social'],
  [/(^|\.)(pinterest\.[a-z.]+|pin\.it)$/, 'pinterest', 'social'],
  [/(^|\.)(reddit\.com|threads\.net|bsky\.app|t\.me|telegram\.org)$/, 'social', 'social'],
  [/(^|\.)(chatgpt\.com|perplexity\.ai|gemini\.google\.com|copilot\.microsoft\.com|claude\.ai)$/, 'assistant', 'assistant'],
];

/** Marks that ad platforms put on their links: what they cost is paid. */
const clicks = [
  ['gclid', 'google', 'cpc'],
  ['gbraid', 'google', 'cpc'],
  ['wbraid', 'google', 'cpc'],
  ['msclkid', 'bing', 'cpc'],
  ['ttclid', 'tiktok', 'cpc'],
] as const;

const LONGEST = 100;
/** An address may hold what no database keeps: a NUL, or, once it was cut, half a character. */
const kept = (text: string | null) => text?.replaceAll('\0', '').trim().slice(0, LONGEST).toWellFormed() || undefined;
const tidy = (text: string | null) => kept(text)?.toLowerCase();

/** Campaign parameters say it; else an ad platform's mark; else the referrer. A link within the site says nothing. */
export function attributionOf({ hostname, search, searchParams }: URL, referrer: string | undefined): Attribution {
  const param = (name: string) => (search === '' ? null : searchParams.get(name));
  const campaign = kept(param('utm_campaign'));
  const source = tidy(param('utm_source') ?? param('ref'));
  const clicked = search === '' ? undefined : clicks.find(([mark]) => searchParams.has(mark));
  const from = referring(referrer, hostname);
  const found = source
    ? { source, medium: tidy(param('utm_medium')) ?? (clicked ? clicked[2] : 'referral') }
    : clicked
      ? { source: clicked[1], medium: clicked[2] }
      : (from ?? { source: 'direct', medium: 'none' });
  return campaign === undefined ? found : { ...found, campaign };
}

function referring(referrer: string | undefined, own: string): Attribution | undefined {
  if (!referrer || !URL.canParse(referrer)) return undefined;
  const { hostname, protocol } = new URL(referrer);
  const host = bare(hostname);
  if (protocol === 'android-app:') return { source: hostname.slice(0, LONGEST), medium: 'referral' };
  if (!/^https?:$/.test(protocol) || host === bare(own) || host === '') return undefined;
  // Assistants stand on hosts of search engines too.
  const name = known.findLast(([pattern]) => pattern.test(host)) ;
  return name ? { source: name[1], medium: name[2] } : { source: host.slice(0, LONGEST), medium: 'referral' };
}

const bare = (host: string) => host.toLowerCase().replace(/^www\./, '');
