/** The keys of one embed, from the list of all shares: the same as in the dashboard's own dialog. */
import { useState } from 'react';
import type { FreshShareKey, Share } from '../../api/types';
import { Dialog, ToastProvider } from '../../ui';
import { useOnce } from '../link/useOnce';
import { Keys } from './Keys';

export function KeysDialog({ share, onClose }: { share: Share; onClose: () => void }) {
  const [fresh, setFresh] = useState<FreshShareKey | null>(null);
  const once = useOnce(fresh !== null);
  return (
    <Dialog onClose={() => once.leave(onClose)} width="l" title={share.title}>
      {/* A modal dialog hides all around it from assistive technology; what is said has to stand inside. */}
      <ToastProvider>
        <Keys
          share={share}
          fresh={fresh}
          onFresh={(key) => {
            once.anew();
            setFresh(key);
          }}
          onCopied={once.onCopied}
        />
        {once.question}
      </ToastProvider>
    </Dialog>
  );
}
