/**
 * A key pressed on a list that still answers an earlier text: what it means is done when the list has followed, so
 * that fast hands never take what stands first by chance. Typing on takes it back.
 */
import { useEffect, useState } from 'react';

export function useWhenFresh(fresh: boolean, act: () => void): { press: () => void; forget: () => void } {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    if (!wanted || !fresh) return;
    setWanted(false);
    act();
  }, [wanted, fresh, act]);
  return { press: () => setWanted(true), forget: () => setWanted(false) };
}
