/** A field that was refused gets the focus back, with its text marked: the next thing typed replaces it. */
import { useEffect, useRef, type RefObject } from 'react';

export function useFaulty(faulty: boolean): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!faulty) return;
    input.current?.focus();
    input.current?.select();
  }, [faulty]);
  return input;
}
