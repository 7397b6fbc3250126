/** The name by which Slack's bot token is asked for: a secret of the settings, or the environment variable called so. */
export const SLACK_TOKEN = 'SLACK_BOT_TOKEN';
/** The same of the app-level token, by which answers are heard. */
export const SLACK_APP_TOKEN = 'SLACK_APP_TOKEN';
