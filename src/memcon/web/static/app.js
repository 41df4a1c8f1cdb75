// What pages gain where scripts run. Without it everything can be read, and done by forms.
"use strict";
