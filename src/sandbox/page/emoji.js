/** The names people and incident bots use most. A name that is missing is shown as `:name:`. */
const table = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|eyes 👀|white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|
heavy_multiplication_x ✖️|warning ⚠️|rotating_light 🚨|fire 🔥|fire_engine 🚒|bell 🔔|no_bell 🔕|pager 📟|telephone_receiver 📞|
phone ☎️|iphone 📱|mega 📣|loudspeaker 📢|speech_balloon 💬|thought_balloon 💭|lock 🔒|unlock 🔓|closed_lock_with_key 🔐|key 🔑|
shield 🛡️|bookmark 🔖|pushpin 📌|round_pushpin 📍|link 🔗|paperclip 📎|memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋|page_facing_up 📄|
file_folder 📁|open_file_folder 📂|books 📚|book 📖|notebook 📓|scroll 📜|newspaper 📰|calendar 📆|date 📅|
alarm_clock ⏰|stopwatch ⏱️|timer_clock ⏲️|hourglass ⌛|hourglass_flowing_sand ⏳|clock1 🕐|clock3 🕒|clock9 🕘|repeat 🔁|
arrows_counterclockwise 🔄|arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_up_small 🔼|arrow_down_small 🔽|
rewind ⏪|fast_forward ⏩|leftwards_arrow_with_hook ↩️|back 🔙|arrow_forward ▶️|double_vertical_bar ⏸️|pause_button ⏸️|
black_square_for_stop ⏹️|stop_button ⏹️|red_circle 🔴|large_orange_circle 🟠|orange_circle 🟠|large_yellow_circle 🟡|yellow_circle 🟡|
large_green_circle 🟢|green_circle 🟢|large_blue_circle 🔵|blue_circle 🔵|large_purple_circle 🟣|purple_circle 🟣|white_circle ⚪|
black_circle ⚫|red_square 🟥|orange_square 🟧|large_red_square 🟥|large_orange_square 🟧|large_yellow_square 🟨|
large_green_square 🟩|large_blue_square 🟦|white_large_square ⬜|white_square_button 🔳|black_large_square ⬛|small_red_triangle 🔺|
small_red_triangle_down 🔻|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊|mag 🔍|mag_right 🔎|
microscope 🔬|wrench 🔧|hammer 🔨|hammer_and_wrench 🛠️|gear ⚙️|toolbox 🧰|package 📦|rocket 🚀|ship 🚢|ambulance 🚑|
construction 🚧|no_entry ⛔|no_entry_sign 🚫|octagonal_sign 🛑|stop_sign 🛑|question ❓|grey_question ❔|exclamation ❗|heavy_exclamation_mark ❗|
bangbang ‼️|information_source ℹ️|bulb 💡|zap ⚡|boom 💥|bug 🐛|skull 💀|ghost 👻|robot_face 🤖|computer 💻|desktop_computer 🖥️|
floppy_disk 💾|cd 💿|satellite 🛰️|satellite_antenna 📡|globe_with_meridians 🌐|earth_africa 🌍|cloud ☁️|
partly_sunny ⛅|snowflake ❄️|ice_cube 🧊|thermometer 🌡️|recycle ♻️|wastebasket 🗑️|inbox_tray 📥|outbox_tray 📤|
incoming_envelope 📨|email 📧|envelope ✉️|label 🏷️|ticket 🎫|triangular_flag_on_post 🚩|checkered_flag 🏁|dart 🎯|
trophy 🏆|tada 🎉|sparkles ✨|star ⭐|100 💯|clap 👏|raised_hands 🙌|pray 🙏|wave 👋|raised_hand ✋|hand ✋|muscle 💪|
ok_hand 👌|point_right 👉|point_left 👈|point_up ☝️|point_down 👇|handshake 🤝|heart ❤️|yellow_heart 💛|green_heart 💚|blue_heart 💙|
slightly_smiling_face 🙂|smile 😄|grinning 😀|joy 😂|sweat_smile 😅|thinking_face 🤔|neutral_face 😐|worried 😟|cry 😢|
scream 😱|sob 😭|sleeping 😴|zzz 💤|sunglasses 😎|male-firefighter 👨‍🚒|female-firefighter 👩‍🚒|firefighter 🧑‍🚒|
bust_in_silhouette 👤|busts_in_silhouette 👥|technologist 🧑‍💻|coffee ☕|house 🏠|office 🏢|hospital 🏥|seedling 🌱|test_tube 🧪|
heavy_plus_sign ➕|heavy_minus_sign ➖|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|keycap_ten 🔟`;

const byName = new Map(
  table
    .split("|")
    .map((entry) => entry.trim().split(" "))
    .map(([name = "", symbol = ""]) => [name, symbol]),
);

/** Offered when reacting to a message, most used first. */
export const commonReactions = [
  ...["+1", "white_check_mark", "eyes", "tada", "pray", "raised_hands", "heart", "fire", "rocket", "warning"],
  ...["rotating_light", "x", "thinking_face", "bulb", "question", "100", "clap", "wave", "joy", "cry"],
];

/**
 * The symbol for a name without colons; skin tones are left out. Undefined when unknown.
 * @param {string} name
 */
export function emoji(name) {
  return byName.get(name.split("::")[0] ?? name);
}
