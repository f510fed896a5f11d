/** What an annotator wants to say to the supervisor about the whole document. */

/** @import { Editor } from "./editor.js" */

/**
 * Wire the dialog in which it is written. It goes through the queue like every edit.
 * @param {Editor} editor
 * @param {HTMLDialogElement} dialog with a text area, and buttons of which the one named `save` saves
 * @param {HTMLElement} opener shows whether there is one
 * @returns {() => void} opens the dialog
 */
export function wireRemark(editor, dialog, opener) {
  const { session, speech } = editor;
  const area = /** @type {HTMLTextAreaElement} */ (dialog.querySelector("textarea"));
  const show = () => opener.toggleAttribute("data-filled", session.state.remark !== "");
  session.addEventListener("edited", show);
  show();
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "save" || area.value.trim() === session.state.remark) return;
    if (editor.edit("set_remark", { remark: area.value.trim() })) editor.announce(speech.say("remark-kept"));
  });
  return () => {
    area.value = session.state.remark;
    area.readOnly = session.readOnly !== null;
    dialog.returnValue = "";
    dialog.showModal();
    area.focus();
  };
}
