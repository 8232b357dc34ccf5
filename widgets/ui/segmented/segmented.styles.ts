import { css } from 'lit';

export default css`
  :host {
    inline-size: fit-content;
    max-inline-size: 100%;
  }

  [role='radiogroup'] {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    padding: 3px;
    border-radius: var(--_radius-m);
    background: var(--_surface-sunken);
  }

  label {
    position: relative;
    display: grid;
    flex: 1;
    place-items: center;
    place-content: center;
    min-block-size: 30px;
    padding: 0 clamp(5px, 3cqi, var(--_space-3));
    border-radius: 7px;
    color: var(--_text-quiet);
    font-size: var(--_font-small);
    font-weight: 500;
    line-height: 1.2;
    white-space: nowrap;
  }

  label:hover {
    color: var(--_text);
  }

  label:has(:checked) {
    background: var(--_surface-raised);
    box-shadow: var(--_shadow-1), 0 0 0 1px var(--_border);
    color: var(--_text);
    font-weight: 600;
  }

  label:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  /* The real control, over the whole of its name. */
  input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  /* So that the row stays as wide whichever of its names is bold. */
  label::after {
    block-size: 0;
    overflow: hidden;
    visibility: hidden;
    content: attr(data-label) / '';
    font-weight: 600;
  }

  @media (pointer: coarse) {
    label {
      min-block-size: var(--_target);
    }
  }

  @media (forced-colors: active) {
    label:has(:checked) {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }

    label:has(:focus-visible) {
      outline: 2px solid CanvasText;
      outline-offset: 2px;
    }
  }
`;
