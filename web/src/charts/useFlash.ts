/** Counts how often a shown text has changed since it first stood there: a key that restarts the fade. */
import { useEffect, useRef, useState } from 'react';

export function useFlash(text: string): number {
  const last = useRef(text);
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (last.current !== text) {
      last.current = text;
      setCount((n) => n + 1);
    }
  }, [text]);
  return count;
}
