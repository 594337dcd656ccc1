/** Tells how high what is shown is, whenever that changes. */
import { useEffect } from 'react';

export function useMeasured(wanted: boolean, tell: (height: number) => void): void {
  useEffect(() => {
    const root = document.getElementById('root');
    if (!wanted || root === null) return undefined;
    document.documentElement.dataset['page'] = 'embed';
    let told = 0;
    const measure = () => {
      const height = Math.ceil(root.getBoundingClientRect().height);
      if (height !== told && height > 0) {
        told = height;
        tell(height);
      }
    };
    const watcher = new ResizeObserver(measure);
    watcher.observe(root);
    measure();
    return () => watcher.disconnect();
  }, [wanted, tell]);
}
