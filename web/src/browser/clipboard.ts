/**
 * Copying a text. The one file that touches the clipboard (`cargo xtask tidy` looks): browsers offer it over https only,
 * and a house without a certificate wants to copy its links all the same.
 */

/** Copies; false when the browser refused, and then whoever asked says how it can be done by hand. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

// The old way, which needs no https: the browser is told to copy what is selected, and asked what that is to be.
function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  // A dialog or a menu takes the focus back from whatever lies outside of it.
  const place = before?.closest('[role="dialog"], [role="menu"]') ?? document.body;
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.setAttribute('aria-hidden', 'true');
  field.style.position = 'fixed';
  field.style.opacity = '0';
  place.append(field);
  let taken = false;
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    taken = event.clipboardData !== null;
  };
  document.addEventListener('copy', fill, { capture: true });
  try {
    field.select();
    return document.execCommand('copy') && taken;
  } catch {
    return false;
  } finally {
    document.removeEventListener('copy', fill, { capture: true });
    field.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
}

/** Selects all of an element's text, so that it can be copied by hand. */
export function selectText(element: HTMLElement): void {
  if (element instanceof HTMLInputElement) {
    element.focus();
    element.select();
  } else {
    getSelection()?.selectAllChildren(element);
  }
}
