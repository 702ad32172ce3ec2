package io.nerine.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.Extractors;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.schema.EntitySchema;
import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathModelsTest {

  private static final String RESOURCE = "META-INF/nerine/greetings.nerine";

  @TempDir Path directory;

  private Path bundle;

  @BeforeEach
  void writeBundle() {
    bundle = directory.resolve("greetings.nerine");
    BundleWriter.of("greetings", FirstWordBackend.NAME, EntitySchema.of("s", "Greeting"))
        .part("word.txt", "Hello".getBytes(StandardCharsets.UTF_8))
        .write(bundle);
  }

  private Path jar(String name, byte[] content) throws IOException {
    Path jar = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry(RESOURCE));
      entries.write(content);
      entries.closeEntry();
    }
    return jar;
  }

  private static URLClassLoader loader(Path... places) throws MalformedURLException {
    URL[] urls = new URL[places.length];
    for (int i = 0; i < places.length; i++) {
      urls[i] = places[i].toUri().toURL();
    }
    return new URLClassLoader(urls, ClassPathModelsTest.class.getClassLoader());
  }

  private static void assertFindsGreetings(Extractor extractor) {
    try (extractor) {
      assertThat(extractor.extract("Hello there").entities())
          .extracting(Entity::text)
          .containsExactly("Hello");
    }
  }

  private static List<Path> temporaryModels() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().matches("nerine-\\d+\\.nerine"))
          .toList();
    }
  }

  @Test
  void loadsAModelOutOfAJarAndLeavesNoCopy() throws IOException {
    List<Path> before = temporaryModels();
    try (URLClassLoader loader = loader(jar("model.jar", Files.readAllBytes(bundle)))) {
      Extractor extractor = Extractors.loadResource(RESOURCE, loader, LoadOptions.defaults());
      assertThat(before).containsAll(temporaryModels());
      assertFindsGreetings(extractor);
    }
  }

  @Test
  void loadsAModelOfADirectoryOfClasses() throws IOException {
    Path classes = Files.createDirectories(directory.resolve("with space/META-INF/nerine"));
    Files.copy(bundle, classes.resolve("greetings.nerine"));
    try (URLClassLoader loader = loader(directory.resolve("with space"))) {
      assertFindsGreetings(Extractors.loadResource(RESOURCE, loader, LoadOptions.defaults()));
    }
  }

  @Test
  void looksWhereTheThreadsClassLoaderDoes() throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = loader(jar("model.jar", Files.readAllBytes(bundle)))) {
      thread.setContextClassLoader(loader);
      assertFindsGreetings(Extractors.loadResource(RESOURCE));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void refusesADamagedModelByTheNameOfItsJar() throws IOException {
    List<Path> before = temporaryModels();
    byte[] content = Files.readAllBytes(bundle);
    content[content.length / 2] ^= 1;
    Path jar = jar("model.jar", content);
    try (URLClassLoader loader = loader(jar)) {
      assertThatThrownBy(() -> Extractors.loadResource(RESOURCE, loader, LoadOptions.defaults()))
          .isExactlyInstanceOf(ModelLoadingException.class)
          .hasMessageContaining("model.jar!/" + RESOURCE);
    }
    assertThat(before).containsAll(temporaryModels());
  }

  @Test
  void refusesToChooseBetweenTwoOfOneName() throws IOException {
    byte[] content = Files.readAllBytes(bundle);
    try (URLClassLoader loader = loader(jar("one.jar", content), jar("two.jar", content))) {
      assertThatThrownBy(() -> Extractors.loadResource(RESOURCE, loader, LoadOptions.defaults()))
          .isExactlyInstanceOf(ModelLoadingException.class)
          .hasMessageContainingAll("2 times", "one.jar", "two.jar");
    }
  }

  @Test
  void saysThatThereIsNoSuchModel() {
    assertThatThrownBy(() -> Extractors.loadResource("META-INF/nerine/missing.nerine"))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("no model 'META-INF/nerine/missing.nerine' on the class path");
    assertThatThrownBy(() -> Extractors.loadResource("/models/missing.nerine"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'/models/missing.nerine'");
  }
}
