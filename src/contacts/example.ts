/** Contacts as somebody might begin them. `breakglass contacts --example` prints them, and docs/contacts.md explains them. */
export const exampleContacts = `# yaml-language-server: $schema=playbooks/contacts.schema.json
#
# Who is called and told. This file stays on your machine: keep it beside breakglass.yaml, and a copy where you
# can read it when everything else is down. Look through it every three months, call everybody, and set \`checked\`.

format: 1
contacts: acme
stale-after: 90d                       # what was checked longer ago is marked
wait: 5m                               # how long somebody has to answer, where nothing else is said

people:
  mara:
    name: Mara
    phone: "+46 70 174 06 05"          # in quotes, with the country
    email: mara@example.com
    slack: U012AB3CD
    timezone: Europe/Stockholm
    hours: mon-fri 08:00-17:00
    checked: 2026-02-16
  jon:
    name: Jon
    phone: "+46 70 174 06 12"
    timezone: Europe/Stockholm
    hours: mon-fri 08:00-17:00
    checked: 2026-02-16
  kim:
    name: Kim
    phone: "+61 491 570 006"
    email: kim@example.com
    timezone: Australia/Sydney
    hours: mon-fri 08:00-18:00
    checked: 2026-02-16
  ines:
    name: Ines
    phone: "+44 7700 900123"
    email: ines@example.com
    timezone: Europe/London
    by: [phone, email]                 # how she is reached, the best way first
    checked: 2026-02-16

roles:                                 # the roles of your playbooks
  lead: { first: mara, deputies: [jon], wait: 5m, escalation: management }
  operator: { first: jon, deputies: [kim] }
  communicator: { first: ines, deputies: [mara] }

audiences:                             # where a playbook says \`notify: executives\`
  executives: { people: [ines] }
  consumers: { email: security-announce@example.com }
  everyone: { via: [slack] }           # a channel of breakglass.yaml

chains:                                # who is called after whom
  management:
    - { call: ines, by: sms, wait: 5m }
    - { call: ines, by: phone, wait: 10m }

out-of-hours:                          # who is called first while it is out of hours for somebody there
  - { zones: [Europe/Stockholm], call: [kim] }
`;
