import type { Sample } from "#core/features/catalog/samples/sample.ts";

/** Kotlin with Ktor: feature flags without a table of users. */
export const ktorFeatureFlags: Sample = {
  folder: "ktor-feature-flags",
  steps: [
    {
      at: "2023-10-14T10:40Z",
      says: "Flags over HTTP",
      readme: `# Feature flags with Ktor

Switches a feature on for a share of all users, and always for the same ones: no table of users, no session, only a hash
of the feature's and the user's names.
`,
      files: {
        "settings.gradle.kts": `rootProject.name = "ktor-feature-flags"
`,
        "build.gradle.kts": `plugins {
    kotlin("jvm") version "1.9.10"
    kotlin("plugin.serialization") version "1.9.10"
    id("io.ktor.plugin") version "2.3.5"
}

repositories {
    mavenCentral()
}

kotlin {
    jvmToolchain(17)
}

application {
    mainClass.set("FlagsKt")
}

dependencies {
    implementation("io.ktor:ktor-server-netty:2.3.5")
    implementation("io.ktor:ktor-server-content-negotiation:2.3.5")
    implementation("io.ktor:ktor-serialization-kotlinx-json:2.3.5")
    implementation("ch.qos.logback:logback-classic:1.4.11")
}
`,
        "src/main/kotlin/Flags.kt": `import io.ktor.http.HttpStatusCode
import io.ktor.serialization.kotlinx.json.json
import io.ktor.server.application.call
import io.ktor.server.application.install
import io.ktor.server.engine.embeddedServer
import io.ktor.server.netty.Netty
import io.ktor.server.plugins.contentnegotiation.ContentNegotiation
import io.ktor.server.request.receive
import io.ktor.server.response.respond
import io.ktor.server.routing.get
import io.ktor.server.routing.put
import io.ktor.server.routing.routing
import java.util.concurrent.ConcurrentHashMap
import kotlinx.serialization.Serializable

/** On for a share of all users, from 0 to 100. */
@Serializable
data class Flag(val percent: Int)

fun main() {
    val flags = ConcurrentHashMap(mapOf("new-checkout" to Flag(percent = 10)))
    embeddedServer(Netty, port = 8080) {
        install(ContentNegotiation) { json() }
        routing {
            get("/flags") { call.respond(flags.toMap()) }
            put("/flags/{name}") {
                val flag = call.receive<Flag>()
                if (flag.percent !in 0..100) return@put call.respond(HttpStatusCode.BadRequest)
                flags[call.parameters["name"]!!] = flag
                call.respond(flag)
            }
            get("/flags/{name}/for/{user}") {
                val name = call.parameters["name"]!!
                val flag = flags[name] ?: return@get call.respond(HttpStatusCode.NotFound)
                call.respond(mapOf("on" to isOn(name, flag, call.parameters["user"]!!)))
            }
        }
    }.start(wait = true)
}
`,
        "src/main/kotlin/Rollout.kt": `import java.security.MessageDigest

/**
 * The same user gets the same answer at every instance, without a table of users: name and user are hashed to one of a
 * hundred places. Raising the percentage only ever adds users.
 */
fun isOn(name: String, flag: Flag, user: String): Boolean {
    val hash = MessageDigest.getInstance("SHA-256").digest("$name/$user".toByteArray())
    val number = hash.take(4).fold(0L) { sum, byte -> sum * 256 + (byte.toInt() and 0xff) }
    return number % 100 < flag.percent
}
`,
      },
    },
    {
      at: "2023-10-14T18:20Z",
      says: "Say how to ask it",
      readme: `
## Try it

\`\`\`sh
gradle run
curl localhost:8080/flags
curl localhost:8080/flags/new-checkout/for/user-17
curl -X PUT localhost:8080/flags/new-checkout -H 'Content-Type: application/json' -d '{"percent": 50}'
\`\`\`
`,
    },
    {
      at: "2023-10-28T09:15Z",
      says: "Note why the feature's name is hashed, too",
      readme: `
## What came out

- The name of the feature belongs into the hash. Without it the same tenth of all users meets every new feature first.
- Raising a share from 10 to 50 keeps the first tenth in: who had the feature never loses it on the way up.
`,
    },
    {
      at: "2024-01-20T11:05Z",
      says: "Note what it does not do",
      readme: `- Two instances do not know of one another's changes. A real one would read its flags from somewhere that both can see.
`,
    },
  ],
};
