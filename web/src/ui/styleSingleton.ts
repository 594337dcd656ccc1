/**
 * A stand-in for the package `react-style-singleton` (used by the scroll lock inside Radix dialogs and menus).
 * The package appends <style> elements, which a CSP without 'unsafe-inline' refuses; this one adopts constructed
 * style sheets, which are allowed. It is not a way to write styles for our own parts: those are CSS files.
 */
import { useEffect, useState } from 'react';

type Singleton = { add(css: string): void; remove(): void };

/** Keeps one sheet while at least one user of it is mounted; the first one's text wins, as in the original. */
export function stylesheetSingleton(): Singleton {
  let users = 0;
  let sheet: CSSStyleSheet | null = null;
  return {
    add(css) {
      if (users === 0 && 'adoptedStyleSheets' in document) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      }
      users += 1;
    },
    remove() {
      users -= 1;
      if (users === 0 && sheet) {
        const gone = sheet;
        sheet = null;
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== gone);
      }
    },
  };
}

/** A hook that holds the sheet for as long as the component lives. */
export function styleHookSingleton(): (styles: string, isDynamic?: boolean) => void {
  const sheet = stylesheetSingleton();
  return (styles, isDynamic) => {
    // A static sheet is set once, by its first text; only a dynamic one follows its text.
    const [first] = useState(styles);
    const text = isDynamic ? styles : first;
    useEffect(() => {
      sheet.add(text);
      return () => sheet.remove();
    }, [text]);
  };
}

/** A component that holds the sheet; renders nothing. */
export function styleSingleton(): (props: { styles: string; dynamic?: boolean }) => null {
  const useStyle = styleHookSingleton();
  return function Sheet({ styles, dynamic }) {
    useStyle(styles, dynamic);
    return null;
  };
}
