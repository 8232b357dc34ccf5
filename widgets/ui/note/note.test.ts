import { expect, html } from '@open-wc/testing';
import '../kit/specimen.ts';
import { find, findAll, stage } from '../../test/stage.ts';

const notesIn = (look: Parameters<typeof stage>[1]) => stage<HTMLElement>(html`<arco-ui-specimen group="Situação" name="Nota"></arco-ui-specimen>`, look);

describe('note', function () {
  this.timeout(10_000);

  for (const theme of ['light', 'dark'] as const) {
    it(`has a tone in its icon, and its words in the color of the card: ${theme}`, async () => {
      const element = await notesIn({ theme });
      const color = getComputedStyle(find(element, '[part=body]')!).color;
      const notes = findAll(element, '.note');
      expect(notes).to.have.length(5);
      for (const each of notes) {
        expect(getComputedStyle(each.lastElementChild!).color).to.equal(color);
        expect(getComputedStyle(each.querySelector('.i')!).color).not.to.equal(color);
      }
      await expect(element).to.be.accessible();
    });
  }

  it('gives all of a card of 160 pixels to its words', async () => {
    const element = await notesIn({ width: 160 });
    const frame = find(element, '[part=card]')!.getBoundingClientRect();
    for (const each of findAll(element, '.note')) {
      expect(each.querySelector('.i')!.checkVisibility()).to.equal(false);
      expect(each.getBoundingClientRect().right).to.be.at.most(frame.right);
      expect(each.scrollWidth).to.be.at.most(each.clientWidth);
    }
  });
});
