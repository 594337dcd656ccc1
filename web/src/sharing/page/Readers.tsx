/**
 * Who reads a share, by its kind: a table over the kinds, so that a new one does not compile until it says who its readers are. Of a
 * link nobody is known.
 */
import type { ComponentType } from 'react';
import type { Share, ShareKind } from '../../api/types';
import { isShareKind } from '../../access/outside';
import { t } from '../../i18n';
import { Quiet } from '../../ui';
import { GuestList } from '../guests/GuestList';

type ReadersOf = ComponentType<{ share: Share }>;

function LinkReaders({ share }: { share: Share }) {
  return (
    <>
      <p>{t(share.has_password ? 'sharing.page.linkPassword' : 'sharing.page.linkAnyone')}</p>
      <Quiet>
        {share.watching > 0
          ? t('sharing.list.watching', { count: share.watching })
          : t('sharing.page.nobodyWatching')}
      </Quiet>
    </>
  );
}

/** Who reads is known to its sites alone. */
function EmbedReaders({ share }: { share: Share }) {
  return (
    <>
      <p>{t('sharing.page.embedSites', { sites: (share.origins ?? []).join(', ') })}</p>
      <Quiet>
        {share.watching > 0
          ? t('sharing.list.watching', { count: share.watching })
          : t('sharing.page.nobodyWatching')}
      </Quiet>
    </>
  );
}

const readers: Readonly<Record<ShareKind, ReadersOf>> = {
  link: LinkReaders,
  guests: GuestList,
  embed: EmbedReaders,
};

export function Readers({ share }: { share: Share }) {
  if (!isShareKind(share.kind)) return <Quiet>{t('sharing.page.newerKind')}</Quiet>;
  const Known = readers[share.kind];
  return <Known share={share} />;
}
