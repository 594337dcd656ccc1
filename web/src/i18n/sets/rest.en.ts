/** The texts only the app needs, as one file to load. */
import access from '../access.en.json';
import dashboards from '../dashboards.en.json';
import data from '../data.en.json';
import delivery from '../delivery.en.json';
import embed from '../embed.en.json';
import guests from '../guests.en.json';
import kit from '../kit.en.json';
import operations from '../operations.en.json';
import people from '../people.en.json';
import sharing from '../sharing.en.json';
import workspaces from '../workspaces.en.json';

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
