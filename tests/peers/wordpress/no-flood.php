<?php // A must-use plugin: tests write comments faster than people.
add_filter('wp_is_comment_flood', '__return_false', 99);
