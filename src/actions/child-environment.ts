/**
 * What npm and npx set for the package that they start, and what would steer another npm below it. `npm_config_` of
 * other names is the responder's own.
 */
const ofLauncher =
  /^(npm_(lifecycle_|package_|command$|execpath$|node_execpath$)|npm_config_(user_agent|local_prefix|global_prefix|prefix|node_gyp|npm_version|noproxy|init_module)$|INIT_CWD$)/;

/**
 * The environment of a command: it runs as if the responder had typed it in the shell that Breakglass was started from.
 * So all of that shell is passed on, NODE_OPTIONS and proxies too, and nothing is added but what the call names. What a
 * launcher of Breakglass put there for it is left out.
 */
export function childEnvironment(
  environment: NodeJS.ProcessEnv,
  added: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const inherited = Object.entries(environment).filter(([name]) => !ofLauncher.test(name));
  return { ...Object.fromEntries(inherited), ...added };
}
