/** The texts only the app needs, as one file to load. */
import access from '../access.de.json';
import dashboards from '../dashboards.de.json';
import data from '../data.de.json';
import delivery from '../delivery.de.json';
import embed from '../embed.de.json';
import guests from '../guests.de.json';
import kit from '../kit.de.json';
import operations from '../operations.de.json';
import people from '../people.de.json';
import sharing from '../sharing.de.json';
import workspaces from '../workspaces.de.json';

export default {
  access,
  dashboards,
  data,
  delivery,
  embed,
  guests,
  kit,
  operations,
  people,
  sharing,
  workspaces,
};
