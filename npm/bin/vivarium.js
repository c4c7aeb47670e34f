#!/usr/bin/env node
// soon
