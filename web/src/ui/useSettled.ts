/** A value that follows another one only after a pause, so that each key typed is not a question. */
import { useEffect, useState } from 'react';

/** The value as it was `milliseconds` after its last change. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
