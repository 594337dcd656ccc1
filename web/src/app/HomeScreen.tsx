/** The overview: the dashboards of a workspace, among its folders. */
import { HomePage } from '../dashboards/home/HomePage';
import { FolderBar } from '../workspaces/folders/FolderBar';

export function HomeScreen() {
  return <HomePage folders={FolderBar} />;
}
