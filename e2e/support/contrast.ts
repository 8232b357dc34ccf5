/**
 * The least contrast, over 504 accents and both themes, of what is derived from a host's accent, as it is painted.
 * Runs in a page with widgets; given to the browser as source, so it may use nothing from outside.
 */
export function contrasts(): { accents: number; text: number; ink: number; series: number } {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true })!;
  const linear = (byte: number) => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = (color: string) => {
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return 0.2126 * linear(red!) + 0.7152 * linear(green!) + 0.0722 * linear(blue!);
  };
  const ratio = (one: number, other: number) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

  const least = { accents: 0, text: Infinity, ink: Infinity, series: Infinity };
  const widgets = [...document.querySelectorAll<HTMLElement>('arco-goals')].map((host) => ({ host, probe: host.shadowRoot!.querySelector('.w')!.appendChild(document.createElement('i')) }));
  for (let hue = 0; hue < 360; hue += 10) {
    for (const saturation of [45, 100]) {
      for (const lightness of [5, 20, 35, 50, 65, 80, 95]) {
        least.accents += 1;
        for (const { host, probe } of widgets) {
          host.style.setProperty('--arco-accent', `hsl(${hue} ${saturation}% ${lightness}%)`);
          const painted = (name: string) => {
            probe.style.setProperty('color', `var(--_${name})`);
            return luminance(getComputedStyle(probe).color);
          };
          const text = painted('accent-text');
          for (const surface of ['surface', 'surface-hover', 'fill', 'accent-soft']) least.text = Math.min(least.text, ratio(text, painted(surface)));
          least.ink = Math.min(least.ink, ratio(painted('on-accent'), painted('accent')));
          least.series = Math.min(least.series, ratio(painted('series-1'), painted('surface')));
        }
      }
    }
  }
  return least;
}
