/** `--set path=value`, any number of times, for yargs. `of` names what is changed, such as "the scenario". */
export function setOption(of: string): { type: "string"; array: true; nargs: 1; describe: string } {
  return {
    type: "string",
    array: true,
    nargs: 1,
    describe: `Change a value of ${of}: path=value; may be given many times`,
  };
}
