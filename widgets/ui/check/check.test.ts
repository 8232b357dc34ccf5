import { expect, html } from '@open-wc/testing';
import '../kit/specimen.ts';
import { findAll, stage } from '../../test/stage.ts';

describe('boxes to tick and switches', function () {
  this.timeout(10_000);

  it('are ticked by their whole name, pass every rule, and cannot be where they are disabled', async () => {
    const element = await stage<HTMLElement>(html`<arco-ui-specimen group="Formulários" name="Escolhas"></arco-ui-specimen>`, { dir: 'rtl', width: 160 });
    const labels = findAll<HTMLLabelElement>(element, '.check');
    const states = () => labels.map((label) => label.querySelector('input')!.checked);
    expect(states()).to.deep.equal([true, false, true, false, true, false, false]);
    labels.forEach((label) => label.click());
    expect(states()).to.deep.equal([false, true, false, true, false, true, false]);
    for (const label of labels) expect(label.getBoundingClientRect().height).to.be.at.least(24);
    await expect(element).to.be.accessible();
  });
});
