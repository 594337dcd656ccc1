/** The screen of one share: its page, with what the audit tells of it. */
import { History } from '../operations/audit/History';
import { SharePage } from '../sharing/page/SharePage';

export function ShareScreen() {
  return <SharePage history={History} />;
}
